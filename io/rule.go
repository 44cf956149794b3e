package io

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"time"
)

// message says what a rule asks for.
func (e breach) message(p *part, among []*part) string {
	if words, ok := formatWords[e.Tag()]; ok {
		return words
	}
	rules := strings.Split(e.ActualTag(), "|")
	if len(rules) == 1 {
		return e.words(p, among, e.ActualTag(), e.Param())
	}
	texts := make([]string, len(rules))
	for i, rule := range rules {
		name, param, _ := strings.Cut(rule, "=")
		texts[i] = e.words(p, among, name, param)
	}
	return strings.Join(texts, " Or: ")
}

// words says what one rule asks for.
func (e breach) words(p *part, among []*part, tag, param string) string {
	f := p.field
	text := f.Kind == TextField || f.Kind == EmailField || f.Kind == URLField ||
		f.Kind == ListField && e.Kind() == reflect.String // one of its entries
	amount := param
	if v, err := exactMinor(amount, 0); err == nil && f.Kind == MoneyField {
		amount = showMoney(v, f.Currency)
	}
	switch tag {
	case "required":
		return string(errMissing)
	case "required_if", "required_unless", "excluded_if", "excluded_unless":
		return fmt.Sprintf(crossWords[tag], conditions(p, among, param))
	case "email":
		return "Enter a valid e-mail address."
	case "url", "http_url", "https_url":
		return "Enter a valid address."
	case "oneof":
		return "Choose one of the options."
	case "min", "gte", "max", "lte", "gt", "lt", "len", "eq", "ne":
		if text {
			return fmt.Sprintf(lengthWords[tag], amount)
		}
		if e.Type() == reflect.TypeFor[time.Duration]() {
			return durationMessage(tag, param)
		}
		return sizeWords[tag] + " " + amount + "."
	}
	if words, ok := crossWords[tag]; ok {
		return fmt.Sprintf(words, others(p, among, tag, param))
	}
	if words, ok := comparisons[strings.Replace(tag, "cs", "", 1)]; ok {
		return "This has to be " + words[e.scale()] + " " + others(p, among, tag, param) + "."
	}
	return cmp.Or(formWords(tag, param), ruleNamed(tag, param))
}

var lengthWords = map[string]string{
	"min": "Enter at least %s characters.", "gte": "Enter at least %s characters.",
	"max": "Enter at most %s characters.", "lte": "Enter at most %s characters.",
	"gt": "Enter more than %s characters.", "lt": "Enter fewer than %s characters.",
	"len": "Enter exactly %s characters.", "eq": "Enter %q.", "ne": "Enter something other than %q.",
}

var sizeWords = map[string]string{
	"min": "Enter a number greater than or equal to", "gte": "Enter a number greater than or equal to",
	"max": "Enter a number less than or equal to", "lte": "Enter a number less than or equal to",
	"gt": "Enter a number greater than", "lt": "Enter a number less than",
	"len": "Enter exactly", "eq": "Enter exactly", "ne": "Enter something other than",
}

// durationMessage says what a rule about the size of a duration asks for.
func durationMessage(tag, param string) string {
	limit, err := durationOf(param)
	if err != nil {
		return ruleNamed(tag, param)
	}
	return fmt.Sprintf(durationWords[tag], FormatDuration(limit))
}

var durationWords = map[string]string{
	"min": "Enter a duration of at least %s.", "gte": "Enter a duration of at least %s.",
	"max": "Enter a duration of at most %s.", "lte": "Enter a duration of at most %s.",
	"gt": "Enter a duration longer than %s.", "lt": "Enter a duration shorter than %s.",
	"len": "Enter exactly %s.", "eq": "Enter exactly %s.", "ne": "Enter something other than %s.",
}

// crossWords are rules that name other fields.
var crossWords = map[string]string{
	"eqfield": "This has to be the same as %s.", "eqcsfield": "This has to be the same as %s.",
	"nefield": "This has to differ from %s.", "necsfield": "This has to differ from %s.",
	"fieldcontains": "This has to contain what %s says.", "fieldexcludes": "This must not contain what %s says.",
	"required_if": "This is required when %s.", "required_unless": "This is required unless %s.",
	"required_with": "This is required together with %s.", "required_with_all": "This is required together with %s.",
	"required_without": "This is required without %s.", "required_without_all": "This is required without %s.",
	"excluded_if": "Leave this empty when %s.", "excluded_unless": "Leave this empty unless %s.",
	"excluded_with": "Leave this empty, or %s.", "excluded_with_all": "Leave this empty, or %s.",
	"excluded_without": "Leave this empty, or fill in %s.", "excluded_without_all": "Leave this empty, or fill in %s.",
}

// scale is how two values are compared.
type scale int

const (
	amounts scale = iota
	moments
	lengths
)

// comparisons are the words for each scale, in its order.
var comparisons = map[string][3]string{
	"gtfield":  {"more than", "after", "longer than"},
	"gtefield": {"at least", "no earlier than", "at least as long as"},
	"ltfield":  {"less than", "before", "shorter than"},
	"ltefield": {"at most", "no later than", "at most as long as"},
}

func (e breach) scale() scale {
	switch e.Value().(type) {
	case time.Time, *time.Time, CivilDate, CivilTime:
		return moments
	case time.Duration, *time.Duration:
		return lengths
	}
	switch e.Kind() {
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return lengths
	}
	return amounts
}

// others names the fields of a rule by their labels.
func others(p *part, among []*part, tag, param string) string {
	words := strings.Fields(param)
	for i, name := range words {
		words[i] = labelOf(name, p, among)
	}
	joint := " or "
	if strings.HasSuffix(tag, "_all") {
		joint = " and "
	}
	return strings.Join(words, joint)
}

// conditions says which field has to have which value.
func conditions(p *part, among []*part, param string) string {
	words := quoted.FindAllString(param, -1)
	var pairs []string
	for i := 0; i+1 < len(words); i += 2 {
		pairs = append(pairs, labelOf(words[i], p, among)+" is "+valueWords(strings.Trim(words[i+1], "'")))
	}
	return strings.Join(pairs, " and ")
}

func valueWords(value string) string {
	switch value {
	case "true":
		return "yes"
	case "false":
		return "no"
	}
	return value
}

// labelOf is how people know a field that is named beside p.
func labelOf(name string, p *part, among []*part) string {
	if q := find(among, p.within, name); q != nil {
		return `"` + q.label + `"`
	}
	return `"` + inWords(name[strings.LastIndex(name, ".")+1:]) + `"`
}
