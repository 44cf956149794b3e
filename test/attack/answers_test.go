package attack_test

// stolen are the answers beside a forged one.
var stolen = map[string]any{"Title": "stolen", "Account": "ownone@example.com"}

// answers are those that no form has offered, to questions that were shown, and files.
// What is answered is looked at as what is in a link: by whose it is, and not by what
// the form has offered.
var answers = map[string]door{
	"parent of a new record":    {through("orders/create", nil, raw("Account", `"%s"`, stolen)), "101", "901", false},
	"parent by place and key":   {through("orders/create", nil, raw("Account", `"0:%s"`, stolen)), "101", "901", false},
	"parent in an edit":         {through("orders/edit", byID("1"), raw("Account", `"%s"`, nil)), "101", "901", false},
	"place among results":       {through("orders/edit", byID("1"), raw("Account", `"0:%s"`, nil)), "101", "901", false},
	"links of a new record":     {through("orders/create", nil, raw("Labels", `["0:%s"]`, stolen)), "101", "901", false},
	"links in an edit":          {through("orders/edit", byID("1"), raw("Labels", `["1","%s"]`, nil)), "101", "901", false},
	"tags in an edit":           {through("orders/edit", byID("1"), raw("Tags", `["1","0:%s"]`, nil)), "101", "901", false},
	"rows in the form":          {through("orders/edit", byID("2"), raw("Lines", `[{"from":%s,"values":["stolen",null]}]`, nil)), "101", "901", false},
	"parent of a row":           {through("orders/edit", byID("2"), raw("Lines", `[{"from":0,"values":["own top","0:%s"]}]`, nil)), "101", "901", false},
	"subject of a remark":       {through("remarks/edit", byID("1"), raw("Subject ID", `"%s"`, nil)), "101", "901", false},
	"subject of a new remark":   {through("remarks/create", nil, raw("Subject ID", `"0:%s"`, map[string]any{"Text": "stolen"})), "101", "901", false},
	"order of a line":           {through("lines/edit", byID("1"), raw("Order ID", `"0:%s"`, nil)), "101", "901", false},
	"rows to be linked":         {through("orders/add_labels", byID("3"), raw("Add labels to own lamp", `[{"key":"%s"}]`, nil)), "101", "901", false},
	"tags to be linked":         {through("orders/add_tags", byID("3"), raw("Tags", `["0:%s"]`, nil)), "101", "901", false},
	"marks to be linked":        {through("orders/add_marks", byID("3"), raw("Marks", `["0:%s"]`, map[string]any{"Reason": "stolen"})), "101", "901", false},
	"shade of a mark":           {through("orders/change_marks", map[string]any{"id": "1", "other": "1"}, raw("Shade", `"0:%s"`, nil)), "101", "901", false},
	"shade of a new mark":       {through("orders/add_marks", byID("3"), raw("Shade", `"0:%s"`, map[string]any{"Marks": []string{"own spare"}})), "101", "901", false},
	"parent in a bulk edit":     {through("orders/bulk/edit", rows("1"), raw("Account", `"0:%s"`, map[string]any{"Fields to change": []string{"Account"}})), "101", "901", false},
	"key in a file":             {imported("orders/import", "ID;Account;Title", "KEY;ownone@example.com;stolen", "ID"), "101", "901", false},
	"parent's key in a file":    {imported("orders/import", "ID;Account;Title", "1;KEY;own chair", "ID"), "101", "901", false},
	"parent's name in a file":   {imported("orders/import", "ID;Account;Title", "1;KEY;own chair", "ID"), canary + "one@example.com", "NOBODYone@example.com", false},
	"parent of a row in a file": {imported("orders/import", "Account;Title", "KEY;stolen", ""), canary + "two@example.com", "NOBODYtwo@example.com", false},
	"value of an id in a file":  {imported("accounts/import", "ID;Email;Name", "KEY;new@example.com;stolen", "ID"), "101", "901", false},
	"question of a key":         {through("orders/find", nil, raw("ID", `"%s"`, nil)), "101", "901", false},
}
