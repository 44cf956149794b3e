// Package shop is a small web shop that the examples put a panel into: a
// storefront, a JSON API and a ledger of charges and refunds, over GORM. It knows
// nothing of Stagedoor apart from the tags on its models. It asks a plain *gorm.DB
// rather than gorm.G, because each model in gorm.G makes the first build of the
// examples a second longer.
package shop
