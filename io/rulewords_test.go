package io_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
)

// ruled returns a pointer to a struct whose field V, of the type of value, holds it and
// has a rule.
func ruled(value any, rule string) any {
	t := reflect.StructOf([]reflect.StructField{{Name: "V", Type: reflect.TypeOf(value), Tag: reflect.StructTag(`io:"" validate:"` + rule + `"`)}})
	v := reflect.New(t)
	v.Elem().Field(0).Set(reflect.ValueOf(value))
	return v.Interface()
}

func TestWordsOfRules(t *testing.T) {
	for _, c := range []struct {
		value      any
		rule, want string
	}{
		{"no", "uuid4", "Enter a UUID of version 4, like 0b4c2a3e-5f6d-4e7a-8b9c-1d2e3f4a5b6c."},
		{"030", "e164", "Enter a telephone number with the code of its country, like +493012345678."},
		{"a-b", "alphanum", "Enter only letters from A to Z and digits."},
		{"x", "startswith=AB-", `Enter something that begins with "AB-".`},
		{"x", "endswith=.de", `Enter something that ends with ".de".`},
		{"x", "contains=@", `Enter something with "@" in it.`},
		{"x,y", "excludes=0x2C", `Enter something without "," in it.`},
		{"-", "hostname", "Enter the name of a host, like shop.example.com."},
		{"1.2.3", "ip", "Enter an IP address like 192.0.2.1."},
		{"10.0.0.0", "cidr", "Enter a network like 192.0.2.0/24."},
		{"XXQ", "iso4217", "Enter the code of a currency, like EUR."},
		{"Germany", "iso3166_1_alpha2", "Enter the two letters of a country, like DE."},
		{"Germany", "country_code", "Enter the code of a country, like DE."},
		{"A", "lowercase", "Enter only small letters."},
		{"a", "uppercase", "Enter only capital letters."},
		{"red", "iscolor", "Enter a colour like #1a2b3c."},
		{"soon", "datetime=2006-01-02", "Enter a date or time like 2026-11-27."},
		{"a", "noneof=a 'b c'", "Enter something other than a or b c."},
		{"x", "email|len=5", "Enter a valid e-mail address. Or: Enter exactly 5 characters."},
		{[]string{"a", "a"}, "unique", "Enter each entry only once."},
		{[]string{"A"}, "dive,lowercase", "Enter only small letters."},
		{"x", "html_encoded", `This does not meet the rule "html_encoded".`},
		{"x", "required,ip", "Enter an IP address like 192.0.2.1."},
		{"-", "spicedb=permission", `This does not meet the rule "spicedb=permission".`},
	} {
		got, err := io.Problems(ruled(c.value, c.rule), "V")
		if err != nil || len(got) != 1 || got[0].Message != c.want {
			t.Errorf("%v with %s: %+v, %v, want %q", c.value, c.rule, got, err, c.want)
		}
	}
}

// Every rule with words is one that the validator knows, and has a sentence.
func TestRulesWithWordsAreKnown(t *testing.T) {
	sentence := regexp.MustCompile(`^[A-Z].*\.$`)
	if len(io.RuleWords) < 100 {
		t.Fatalf("%d rules have words", len(io.RuleWords))
	}
	for name, words := range io.RuleWords {
		rule := name
		var value any = "x"
		switch {
		case strings.Contains(words, "%q") || name == "postcode_iso3166_alpha2" || name == "oneofci":
			rule += "=DE"
		case name == "postcode_iso3166_alpha2_field":
			rule += "=V"
		case name == "unique":
			value = []string{}
		case name == "port" || name == "iso4217_numeric":
			value = uint16(1)
		}
		if err := io.CheckRules(reflect.TypeOf(ruled(value, rule))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !sentence.MatchString(words) {
			t.Errorf("%s: %q is no sentence", name, words)
		}
	}
}
