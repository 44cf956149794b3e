// Package attack plays somebody of one tenant who tries everything that is
// generated with the ids, keys, names and relations of another.
package attack
