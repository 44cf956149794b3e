package main

import "github.com/stagedoor/stagedoor"

// rooms are the parts of the gallery, one file each.
var rooms = []func(*stagedoor.Registry){
	words,
	inputs,
	files,
	sheets,
	media,
	knowing,
	moving,
	buttons,
	working,
	displays,
	choosing,
	searching,
	selecting,
	confirming,
	metadata,
	charts,
	grids,
	tables,
	over,
	forms,
	budget,
	arranged,
	telling,
	written,
	running,
	bare,
	long,
}

// Registry holds all actions and pages of the gallery.
func Registry() *stagedoor.Registry {
	reg := stagedoor.NewRegistry()
	for _, room := range rooms {
		room(reg)
	}
	return reg
}
