package io

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// examples are words with a value as one may write them.
var examples = map[string]string{
	"label": "Amount", "help": "As on the receipt", "placeholder": "12.50", "unit": "cents", "currency": "USD",
	"colors": "paid=green,failed=red", "zone": "Europe/Berlin", "show": "Kind=refund", "hide": "Kind=refund", "lines": "8",
	"decimals": "2", "group": "Address", "mask": "last4", "labels": "paid=Paid in full", "format": "percent", "width": "120",
}

// suchAs shows how a word with a value is written.
func suchAs(word string) string { return fmt.Sprintf("as in %q", word+":"+examples[word]) }

// wordFault says what is wrong with a word of a tag and its value.
func wordFault(name, value string, hasValue bool) error {
	switch takes, known := tagWords[name]; {
	case !known:
		return unknownWord(name)
	case takes && value == "":
		return fmt.Errorf("word %q needs a value, %s", name, suchAs(name))
	case !takes && hasValue:
		return fmt.Errorf("word %q takes no value", name)
	}
	return valueFault(name, value)
}

// unknownWord is the mistake of a word that tags do not have.
func unknownWord(name string) error {
	if meant := nearest(name, tagWords); meant != "" {
		return fmt.Errorf("unknown word %q: did you mean %q?", name, meant)
	}
	return fmt.Errorf("unknown word %q (a \";\" in a text is written \"\\\\;\")", name)
}

// valueFault says what is wrong with the value of a word, and which values there are.
func valueFault(name, value string) error {
	switch name {
	case "unit":
		return knownValue(name, value, []string{"cents", "minor"})
	case "mask":
		return knownValue(name, value, masks)
	case "format":
		return knownValue(name, value, formatNames)
	case "colors":
		_, err := colorsIn(value)
		return err
	case "labels":
		_, err := labelsIn(value)
		return err
	case "currency":
		return currencyFault(value)
	case "decimals":
		if !isCount(value) && value != "0" {
			return fmt.Errorf("word %q: %q is not a number of decimal places, %s", name, value, suchAs(name))
		}
	case "lines":
		if !isCount(value) {
			return fmt.Errorf("word %q: %q is not a number of lines, %s", name, value, suchAs(name))
		}
	case "width":
		if !isWidth(value) {
			return fmt.Errorf("word %q: %q is not a number of pixels from %d to %d, %s", name, value, minWidth, maxWidth, suchAs(name))
		}
	}
	return nil
}

// knownValue refuses a value that is none of those that a word may have.
func knownValue[S ~string](word, value string, values []S) error {
	if slices.Contains(values, S(value)) {
		return nil
	}
	return fmt.Errorf("word %q: unknown %s %q, there are %s", word, word, value, listed(values))
}

// listed writes texts one after the other.
func listed[S ~string](texts []S) string {
	list := make([]string, len(texts))
	for i, text := range texts {
		list[i] = string(text)
	}
	return strings.Join(list, ", ")
}

// colorsIn reads value=colour,value=colour.
func colorsIn(text string) (map[string]string, error) {
	colors := map[string]string{}
	for pair := range strings.SplitSeq(text, ",") {
		value, color, ok := strings.Cut(strings.TrimSpace(pair), "=")
		if !ok || !slices.Contains(colorNames, color) {
			return nil, fmt.Errorf(`word "colors": %q is not value=colour, %s; colours are %s`, pair, suchAs("colors"), listed(colorNames))
		}
		colors[value] = color
	}
	return colors, nil
}

// labelsIn reads value=text,value=text. A comma that is not before a value and "=" is
// part of a text.
func labelsIn(list string) (map[string]string, error) {
	labels := map[string]string{}
	last := ""
	for part := range strings.SplitSeq(list, ",") {
		value, text, ok := strings.Cut(part, "=")
		value, text = strings.TrimSpace(value), strings.TrimSpace(text)
		switch {
		case ok && value != "" && text != "":
			last, labels[value] = value, text
		case !ok && last != "":
			labels[last] += "," + part
		default:
			return nil, fmt.Errorf(`word "labels": %q is not value=text, %s`, part, suchAs("labels"))
		}
	}
	return labels, nil
}

var colorNames = []string{"red", "orange", "yellow", "green", "blue", "purple", "pink", "gray"}

// isCount reports whether text is a number from 1 on.
func isCount(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n > 0
}

// currencyFault refuses what is no currency.
func currencyFault(code string) error {
	if isCurrency(code) {
		return nil
	}
	example := suchAs("currency")
	if right := strings.ToUpper(code); isCurrency(right) {
		example = fmt.Sprintf("did you mean %q?", right)
	}
	return fmt.Errorf(`word "currency": %q is not a currency code of ISO 4217, %s`, code, example)
}

// isCurrency reports whether ISO 4217 knows a currency by this code.
func isCurrency(code string) bool { return rulebook().Var(code, "iso4217") == nil }
