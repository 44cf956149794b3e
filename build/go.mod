module github.com/stagedoor/stagedoor/build

go 1.26

toolchain go1.26.6
