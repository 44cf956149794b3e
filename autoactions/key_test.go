package autoactions

import (
	"reflect"
	"testing"
)

type pair struct {
	A string `gorm:"primaryKey" io:""`
	B int64  `gorm:"primaryKey;autoIncrement:false" io:""`
}

func FuzzCompositeKey(f *testing.F) {
	f.Add("a,b", int64(3), "1,1")
	f.Add(`a\`, int64(-1), `a\,,2`)
	f.Fuzz(func(t *testing.T, a string, b int64, hostile string) {
		table, err := newTable(nowhere(t), reflect.TypeFor[pair](), false)
		if err != nil {
			t.Fatal(err)
		}
		if key, err := table.parseKey(hostile); err == nil && keyText(key) != hostile {
			t.Errorf("%q was read as %q", hostile, keyText(key))
		}
		if !storable(a) || len(a) > maxKey/4 {
			return
		}
		text := table.keyText(reflect.ValueOf(pair{a, b}))
		key, err := table.parseKey(text)
		if err != nil || key[0] != a || key[1] != b {
			t.Errorf("%q, %d became %q and was read as %v, %v", a, b, text, key, err)
		}
	})
}

func TestKeysAreReadStrictly(t *testing.T) {
	table, err := newTable(nowhere(t), reflect.TypeFor[plainModel](), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "0x1", "+1", "01", " 1", "1 ", "1e0", "-1", "1,2", "18446744073709551616", "one"} {
		if key, err := table.parseKey(bad); err == nil {
			t.Errorf("%q was read as %v", bad, key)
		}
	}
	if key, err := table.parseKey("18446744073709551615"); err != nil || key[0] != uint64(1<<64-1) {
		t.Errorf("the largest key: %v, %v", key, err)
	}
}
