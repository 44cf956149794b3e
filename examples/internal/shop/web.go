package shop

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"strconv"

	"gorm.io/gorm"
)

//go:embed home.html
var pages embed.FS

// Web is the shop as its customers see it: a home page and a small JSON API.
//
//	GET /                  the storefront
//	GET /api/products      everything that is for sale
//	GET /api/orders/{id}   how far an order is, and whether money came back
type Web struct {
	db   *gorm.DB
	door string // address of the staff door
	home *template.Template
}

// NewWeb returns the shop over db, with a link to the staff door in its footer.
func NewWeb(db *gorm.DB, door string) (*Web, error) {
	home, err := template.New("home.html").
		Funcs(template.FuncMap{"money": Money}).
		ParseFS(pages, "home.html")
	if err != nil {
		return nil, err
	}
	return &Web{db: db, door: door, home: home}, nil
}

// Handler serves all routes of the shop.
func (s *Web) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.showHome)
	mux.HandleFunc("GET /api/products", s.listProducts)
	mux.HandleFunc("GET /api/orders/{id}", s.showOrder)
	return mux
}

func (s *Web) showHome(w http.ResponseWriter, r *http.Request) {
	products, err := s.products(r)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	var settings []Setting
	if err := s.db.WithContext(r.Context()).Find(&settings).Error; err != nil {
		s.broken(w, r, err)
		return
	}
	about := map[string]string{}
	for _, v := range settings {
		about[v.Key] = v.Value
	}
	var page bytes.Buffer // whole or not at all
	if err := s.home.Execute(&page, map[string]any{
		"Name": about["shop.name"], "Banner": about["shop.banner"],
		"FreeFrom": about["shipping.free_from"], "Support": about["support.email"],
		"Products": products, "Door": s.door,
	}); err != nil {
		s.broken(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = page.WriteTo(w) // the customer has left
}

func (s *Web) listProducts(w http.ResponseWriter, r *http.Request) {
	products, err := s.products(r)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	answer(w, http.StatusOK, products)
}

func (s *Web) products(r *http.Request) ([]Product, error) {
	var products []Product
	err := s.db.WithContext(r.Context()).Order("id").Find(&products).Error
	return products, err
}

type orderView struct {
	ID            uint        `json:"id"`
	Status        OrderStatus `json:"status"`
	Currency      string      `json:"currency"`
	Cents         int64       `json:"cents"`
	RefundedCents int64       `json:"refundedCents"`
	Lines         []lineView  `json:"lines"`
}

type lineView struct {
	Product  string `json:"product"`
	Quantity int    `json:"quantity"`
	Cents    int64  `json:"cents"`
}

func (s *Web) showOrder(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseUint(r.PathValue("id"), 10, 32)
	if err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": "an order's id is a whole number"})
		return
	}
	order, err := s.order(r, uint(id))
	if errors.Is(err, gorm.ErrRecordNotFound) {
		answer(w, http.StatusNotFound, map[string]string{"error": "there is no such order"})
		return
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	answer(w, http.StatusOK, order)
}

func (s *Web) order(r *http.Request, id uint) (orderView, error) {
	db := s.db.WithContext(r.Context())
	var order Order
	if err := db.Preload("Lines.Product").Where("id = ?", id).Take(&order).Error; err != nil {
		return orderView{}, err
	}
	var charges []Charge
	if err := db.Where("order_id = ?", id).Find(&charges).Error; err != nil {
		return orderView{}, err
	}
	v := orderView{ID: order.ID, Status: order.Status, Currency: Currency, Cents: order.Cents}
	for _, c := range charges {
		v.RefundedCents += c.RefundedCents
	}
	for _, l := range order.Lines {
		v.Lines = append(v.Lines, lineView{Product: l.Product.Name, Quantity: l.Quantity, Cents: l.Cents})
	}
	return v, nil
}

func (s *Web) broken(w http.ResponseWriter, r *http.Request, err error) {
	slog.ErrorContext(r.Context(), "shop", "path", r.URL.Path, "err", err)
	http.Error(w, "The shop is having a moment. Please try again.", http.StatusInternalServerError)
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the customer has left
}
