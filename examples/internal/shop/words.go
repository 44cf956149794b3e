package shop

// What the seeded data is made of.

var firstNames = []string{
	"Ada", "Aisha", "Alan", "Amara", "Anna", "Arjun", "Beatriz", "Ben", "Carlos", "Chloe",
	"Daan", "Diego", "Elif", "Emma", "Farah", "Femke", "Grace", "Hana", "Henrik", "Ines",
	"Ivan", "Jonas", "Julia", "Kofi", "Lars", "Leila", "Lina", "Luca", "Mara", "Mateo",
	"Mei", "Mila", "Nadia", "Noah", "Olga", "Omar", "Paula", "Ravi", "Rosa", "Sanne",
	"Sofia", "Tariq", "Tess", "Tom", "Uma", "Viktor", "Wei", "Yara", "Yuki", "Zoe",
}

var lastNames = []string{
	"Andersen", "Bakker", "Banerjee", "Bauer", "Costa", "de Vries", "Diaz", "Dubois", "Eriksen", "Fischer",
	"Garcia", "Hamilton", "Hansen", "Ito", "Jansen", "Kaya", "Khan", "Kowalski", "Lopez", "Mensah",
	"Meyer", "Moreau", "Nakamura", "Novak", "Okafor", "Park", "Petrov", "Rossi", "Santos", "Schmidt",
	"Silva", "Singh", "Smit", "Svensson", "Tanaka", "Visser", "Weber", "Wright", "Yilmaz", "Zhang",
}

type place struct{ city, country string }

var places = []place{
	{"London", "GB"}, {"Amsterdam", "NL"}, {"Utrecht", "NL"}, {"Berlin", "DE"}, {"Hamburg", "DE"},
	{"Paris", "FR"}, {"Lyon", "FR"}, {"Madrid", "ES"}, {"Porto", "PT"}, {"Milan", "IT"},
	{"Copenhagen", "DK"}, {"Oslo", "NO"}, {"Stockholm", "SE"}, {"Warsaw", "PL"}, {"Prague", "CZ"},
	{"Vienna", "AT"}, {"Dublin", "IE"}, {"Ghent", "BE"}, {"Helsinki", "FI"}, {"Athens", "GR"},
}

var reasons = []string{
	"Arrived broken", "Wrong size", "Arrived too late", "Ordered twice", "Changed their mind",
}

// catalogue is what the shop sells.
func catalogue() []Product {
	return []Product{
		{ID: 1, Name: "Enamel mug", About: "Holds 350 ml and most mornings", Cents: 1450, Emoji: "☕"},
		{ID: 2, Name: "Canvas tote", About: "Heavy cotton, long handles", Cents: 1900, Emoji: "👜"},
		{ID: 3, Name: "Notebook", About: "160 dotted pages, lies flat", Cents: 1250, Emoji: "📓"},
		{ID: 4, Name: "Wool blanket", About: "130 × 180 cm, woven in Porto", Cents: 8900, Emoji: "🧶"},
		{ID: 5, Name: "Desk lamp", About: "Brass, with a quiet switch", Cents: 7400, Emoji: "💡"},
		{ID: 6, Name: "Field umbrella", About: "Eight ribs, one hand", Cents: 4500, Emoji: "☂️"},
		{ID: 7, Name: "Olive oil soap", About: "Three bars of 100 g", Cents: 1150, Emoji: "🧼"},
		{ID: 8, Name: "Bread knife", About: "24 cm, for crust", Cents: 3950, Emoji: "🔪"},
		{ID: 9, Name: "Terracotta pot", About: "18 cm, with a saucer", Cents: 1680, Emoji: "🪴"},
		{ID: 10, Name: "Playing cards", About: "Two packs in a tin", Cents: 2200, Emoji: "🃏"},
		{ID: 11, Name: "Linen apron", About: "One size, two pockets", Cents: 3600, Emoji: "👩‍🍳"},
		{ID: 12, Name: "Pocket radio", About: "FM, and a dial you can turn", Cents: 5900, Emoji: "📻"},
	}
}

// settings are what staff may change from the start.
func settings() []Setting {
	return []Setting{
		{Key: "shop.name", Name: "Name of the shop", Value: "Lantern & Loom", Help: "Shown on the home page", UpdatedAt: Today},
		{Key: "shop.banner", Name: "Banner", Value: "Free returns within 30 days", Help: "The line above the products", UpdatedAt: Today},
		{Key: "shop.open", Name: "Open for orders", Value: "yes", Help: "yes or no", UpdatedAt: Today},
		{Key: "shipping.free_from", Name: "Free shipping from", Value: "50.00", Help: "In euros", UpdatedAt: Today},
		{Key: "shipping.cutoff", Name: "Ships today until", Value: "16:00", Help: "A time of day", UpdatedAt: Today},
		{Key: "support.email", Name: "Support e-mail", Value: "help@shop.example", Help: "Printed on receipts", UpdatedAt: Today},
		{Key: "support.phone", Name: "Support phone", Value: "+31 20 555 0142", Help: "Printed on receipts", UpdatedAt: Today},
		{Key: "returns.days", Name: "Days to return", Value: "30", Help: "A whole number", UpdatedAt: Today},
		{Key: "receipt.footer", Name: "Receipt footer", Value: "Thank you for shopping with us.", Help: "The last line of a receipt", UpdatedAt: Today},
	}
}
