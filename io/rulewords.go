package io

import (
	"fmt"
	"strings"
	"time"
)

// formatWords are what people read of rules about the form of a text.
var formatWords = map[string]string{ //nolint:gosec // sentences, no credentials
	"alpha":           "Enter only letters from A to Z.",
	"alphaspace":      "Enter only letters from A to Z and spaces.",
	"alphanum":        "Enter only letters from A to Z and digits.",
	"alphanumspace":   "Enter only letters from A to Z, digits and spaces.",
	"alphaunicode":    "Enter only letters.",
	"alphanumunicode": "Enter only letters and digits.",
	"ascii":           "Enter only letters without accents, digits and plain signs.",
	"printascii":      "Enter only letters without accents, digits and plain signs.",
	"lowercase":       "Enter only small letters.",
	"uppercase":       "Enter only capital letters.",
	"boolean":         "Enter true or false.",
	"numeric":         "Enter a number.",
	"number":          "Enter only digits.",
	"hexadecimal":     "Enter only digits and letters from A to F.",
	"isdefault":       "Leave this empty.",
	"unique":          "Enter each entry only once.",
	"oneofci":         "Choose one of the options.",

	"iscolor": "Enter a colour like #1a2b3c.", "hexcolor": "Enter a colour like #1a2b3c.",
	"rgb": "Enter a colour like rgb(26, 43, 60).", "rgba": "Enter a colour like rgba(26, 43, 60, 0.5).",
	"hsl": "Enter a colour like hsl(210, 40%, 17%).", "hsla": "Enter a colour like hsla(210, 40%, 17%, 0.5).",
	"cmyk": "Enter a colour like cmyk(57%, 28%, 0%, 76%).",

	"e164": "Enter a telephone number with the code of its country, like +493012345678.",
	"uri":  "Enter a valid address.", "origin": "Enter an address without a path, like https://shop.example.com.",
	"hostname": "Enter the name of a host, like shop.example.com.", "hostname_rfc1123": "Enter the name of a host, like shop.example.com.",
	"fqdn": "Enter the name of a host, like shop.example.com.", "hostname_port": "Enter a host and its port, like shop.example.com:443.",
	"hostname_label": "Enter a part of the name of a host, like shop.", "dns_rfc1035_label": "Enter a part of the name of a host, like shop.",
	"port": "Enter a port from 1 to 65535.", "mac": "Enter a MAC address like 00:1a:2b:3c:4d:5e.",
	"ip": "Enter an IP address like 192.0.2.1.", "ipv4": "Enter an IP address like 192.0.2.1.", "ipv6": "Enter an IP address like 2001:db8::1.",
	"ip_addr": "Enter an IP address like 192.0.2.1.", "ip4_addr": "Enter an IP address like 192.0.2.1.", "ip6_addr": "Enter an IP address like 2001:db8::1.",
	"cidr": "Enter a network like 192.0.2.0/24.", "cidrv4": "Enter a network like 192.0.2.0/24.", "cidrv6": "Enter a network like 2001:db8::/32.",
	"tcp_addr": "Enter an IP address and a port, like 192.0.2.1:443.", "udp_addr": "Enter an IP address and a port, like 192.0.2.1:443.",

	"uuid": uuidWords, "uuid_rfc4122": uuidWords, "uuid3": uuidWords, "uuid3_rfc4122": uuidWords, "uuid5": uuidWords, "uuid5_rfc4122": uuidWords,
	"uuid4": "Enter a UUID of version 4, like 0b4c2a3e-5f6d-4e7a-8b9c-1d2e3f4a5b6c.", "uuid4_rfc4122": "Enter a UUID of version 4, like 0b4c2a3e-5f6d-4e7a-8b9c-1d2e3f4a5b6c.",
	"uuid7": "Enter a UUID of version 7, like 01920d3c-4b5a-7c6d-8e9f-0a1b2c3d4e5f.", "ulid": "Enter a ULID, which has 26 letters and digits.",
	"mongodb": "Enter an id of 24 digits and letters from A to F.",
	"md5":     "Enter a checksum of 32 digits and letters from A to F.", "sha256": "Enter a checksum of 64 digits and letters from A to F.",
	"sha384": "Enter a checksum of 96 digits and letters from A to F.", "sha512": "Enter a checksum of 128 digits and letters from A to F.",
	"base64": "Enter text that is coded as Base64.", "base64url": "Enter text that is coded as Base64.", "base64rawurl": "Enter text that is coded as Base64.",
	"json": "Enter valid JSON.", "jwt": "Enter a JSON Web Token.", "semver": "Enter a version like 1.2.3.",
	"cron": "Enter a schedule like 0 9 * * 1.", "duration": "Enter a duration like 1h30m.", "timezone": "Enter a time zone like Europe/Berlin.",

	"latitude": "Enter a latitude from -90 to 90.", "longitude": "Enter a longitude from -180 to 180.",
	"country_code": "Enter the code of a country, like DE.", "eu_country_code": "Enter the code of a country of the European Union, like DE.",
	"iso3166_1_alpha2": "Enter the two letters of a country, like DE.", "iso3166_1_alpha2_eu": "Enter the two letters of a country of the European Union, like DE.",
	"iso3166_1_alpha3": "Enter the three letters of a country, like DEU.", "iso3166_1_alpha3_eu": "Enter the three letters of a country of the European Union, like DEU.",
	"iso3166_1_alpha_numeric": "Enter the number of a country, like 276.", "iso3166_2": "Enter the code of a region, like DE-BY.",
	"iso4217": "Enter the code of a currency, like EUR.", "iso4217_numeric": "Enter the number of a currency, like 978.",
	"bcp47_language_tag": "Enter the code of a language, like de or pt-BR.", "bcp47_strict_language_tag": "Enter the code of a language, like de or pt-BR.",
	"postcode_iso3166_alpha2": "Enter a valid postcode.", "postcode_iso3166_alpha2_field": "Enter a valid postcode.",
	"bic": "Enter a BIC, which has 8 or 11 letters and digits.", "bic_iso_9362_2014": "Enter a BIC, which has 8 or 11 letters and digits.",
	"credit_card": "Enter a valid card number.", "luhn_checksum": "There is a mistake in this number.",
	"isbn": "Enter a valid ISBN.", "isbn10": "Enter a valid ISBN of 10 digits.", "isbn13": "Enter a valid ISBN of 13 digits.", "issn": "Enter a valid ISSN.",
	"ssn": "Enter a social security number like 123-45-6789.", "ein": "Enter an EIN like 12-3456789.", "cve": "Enter a CVE id like CVE-2026-12345.",
}

const uuidWords = "Enter a UUID like 0b4c2a3e-5f6d-4e7a-8b9c-1d2e3f4a5b6c."

// textWords are rules about a text that stands in them.
var textWords = map[string]string{
	"contains": "Enter something with %q in it.", "containsrune": "Enter something with %q in it.", "containsany": "Enter something with at least one of %q in it.",
	"excludes": "Enter something without %q in it.", "excludesrune": "Enter something without %q in it.", "excludesall": "Enter something without any of %q in it.",
	"startswith": "Enter something that begins with %q.", "startsnotwith": "Enter something that does not begin with %q.",
	"endswith": "Enter something that ends with %q.", "endsnotwith": "Enter something that does not end with %q.",
	"eq_ignore_case": "Enter %q.", "ne_ignore_case": "Enter something other than %q.",
}

// formWords says what a rule about the form of a text asks for; "" where only its
// name does.
func formWords(name, param string) string {
	if words, ok := formatWords[name]; ok {
		return words
	}
	if words, ok := textWords[name]; ok {
		return fmt.Sprintf(words, param)
	}
	switch name {
	case "noneof", "noneofci":
		return "Enter something other than " + either(quotedWords(param)) + "."
	case "datetime":
		return "Enter a date or time like " + time.Date(2026, 11, 27, 14, 30, 0, 0, time.UTC).Format(param) + "."
	}
	return ""
}

// quotedWords are the values of a rule, without quotes.
func quotedWords(param string) []string {
	words := quoted.FindAllString(param, -1)
	for i, w := range words {
		words[i] = strings.Trim(w, "'")
	}
	return words
}

// ruleNamed names a rule that has no words of its own, for whoever can look it up.
func ruleNamed(name, param string) string {
	if param != "" {
		name += "=" + param
	}
	return fmt.Sprintf("This does not meet the rule %q.", name)
}
