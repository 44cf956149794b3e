module github.com/stagedoor/stagedoor/build

go 1.26
