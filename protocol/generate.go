package protocol

//go:generate go run ./tsgen -out ../dashboard/src/wire/protocol.gen.ts
