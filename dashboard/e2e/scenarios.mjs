// What a panel of this kind has to be seen doing in a browser, and where it is seen:
// scenarios by the test that shows them, each in one sentence. The identifiers are for
// speaking of them: a letter for the part, a number in it. scenarios.test.mjs keeps
// the list true.

/** By file and test. Files in Go are named from the root. */
const seen = {
  'knowing.test.mjs': {
    'a run knows who runs it, with which parameters, in which environment': {
      A1: 'Somebody without a team runs what is for everybody.',
      A4: 'Somebody on a team runs what is for everybody, too.',
      K1: 'The action reads the person, their teams, the parameters and the environment.',
    },
    'whoever is not on a team neither sees nor opens what is its own': {
      A3: 'Pages and actions of a team are hidden from everybody else, also at their address.',
      W18: 'A page is refused like an action, and never said to exist.',
    },
    'a team sees its pages and actions, also an action below the page of others': {
      A2: 'A page opens for those who may see it.',
      A5: 'Of two teams, one sees its own pages and actions and nothing of the other.',
      A6: 'A member opens an action of the team by its address.',
      A7: 'A member does not open an action of another team by its address.',
      A8: 'The navigation leaves out pages of other teams.',
      A9: 'An action below a page of others is reached, without showing that page.',
    },
    'the history holds the runs of one person, and nobody else opens them': {
      W7: 'The history is personal.',
      W17: 'The address of a run is worth nothing to somebody else.',
    },
    'the history shows the newest runs, and older ones when they are asked for': {
      W24: 'The history goes back to the first run, a part at a time.',
    },
  },
  'moving.test.mjs': {
    'a run that leads out of the panel offers the link and goes nowhere by itself': {
      M1: 'A run leads to an address elsewhere, by a link that a person presses.',
    },
    'a run leads on to another with its parameters, and Back leads to the first': {
      M2: 'A run leads to another action and hands it parameters.',
    },
    'a page leads to an action with its parameters, and Back leads to the page': {
      O3: 'An action is started from the page above it.',
    },
    'a page that sends on is not in the history, and Back leads to where one came from': {
      M4: 'A page sends the person on by itself; Back leads to the screen before it.',
    },
    'what is not listed is nowhere to be seen, and works at its address': {
      N1: 'An unlisted action is in no list and runs at its address.',
      N2: 'An unlisted page is in no list and opens at its address, as does what is below it.',
      N3: 'Below a page the navigation has what is listed there and nothing else.',
    },
    'an action that is added while the panel is served appears at once': {
      Q1: 'Actions that are registered late are there like those registered early.',
      Q2: 'An action that is registered while people look at the panel comes to their screens.',
    },
    'a run that was left waits at home, and goes on with what was answered': {
      C1: 'A run that was left half way is continued from home.',
    },
    'two runs of one action go on side by side and do not mix': {
      W20: 'Several runs of one action at a time keep their answers apart.',
    },
    'a finished run is begun again as a run of its own': {
      B1: 'After the end there is a button that runs the same again.',
      C4: 'What is begun again is another run; the first stays as it ended.',
    },
  },
  'buttons.test.mjs': {
    'several buttons answer a display, an input and a selection': {
      S1: 'A display without inputs is answered by one of several buttons.',
      S2: 'An input that may be empty has two buttons that do different things with it.',
      S3: 'Several that were chosen go to the button that was pressed.',
    },
    'a check holds for one button and not for another': {
      S4: 'A group of inputs comes back with the button that was pressed.',
      S5: 'So does a group whose answers have names.',
      S6: 'A check of the whole group holds for some of the buttons.',
    },
    'a group with a button of its own name gives back what was answered': {
      K3: 'Words and inputs in one group, with a button that says what it does.',
    },
    'one answer asks for another, and both may be left out': {
      L3: 'Two optional answers, the second of which is needed once the first is given.',
    },
    'a rule over boxes is told at the box and above the buttons': {
      L5: 'Boxes of which some may not be ticked.',
    },
    'ten that may be left out are left out, after each was visited': {
      K36: 'Optional inputs of ten kinds: no complaint when left, none when sent, values when given.',
    },
  },
  'working.test.mjs': {
    'what a run is at is a label, a line, both, or only that it works': {
      K37: 'Work is shown by a label, a line, a bar that counts, or none of them.',
    },
    'work in the background leaves the open question where it is': {
      K43: 'What is done beside an open question does not hide it.',
    },
    'ten lines of a log are there in their order, also after a reload': {
      K35: 'Lines of the log stay in the order they were written.',
    },
    'an action that panics fails by its reference, and the panel goes on': {
      W21: 'A panic ends one run, tells nothing of the program, and leaves the others alone.',
    },
    'texts that look like markup are shown as texts, wherever they stand': {
      W15: 'Markup in labels, help, markdown, values, logs and answers does nothing.',
    },
    'a part that nobody understands is named in its place, and the rest is answered': {
      K40: 'A message that makes no sense is reported where it would have been.',
    },
  },
  'hello.test.mjs': {
    'a failure says what was written for the person, and nothing else': {
      K34: 'An error that is meant for people is read by them, and no other text of it.',
    },
    'opening a link runs nothing': {
      C3: 'An action is found at its address; its run has one of its own.',
    },
    'the palette reaches an action with the keyboard alone': {
      W12: 'Actions are found by typing a part of their name.',
    },
  },
  'home.test.mjs': {
    'home lists the newest runs that wait, and ends those that are not wanted any more': {
      W3: 'A run is cancelled without opening it.',
    },
  },
  'resume.test.mjs': {
    'an answer whose reply was lost counts once, and the dashboard finds its way back': {
      G2: 'A browser that lost its line comes back to the question and what was typed.',
    },
    'a second tab follows the run and its answer counts once': {
      W2: 'Two tabs show one run, and one answer of them counts.',
    },
  },
  'displays.test.mjs': {
    'headings of three levels, with links beside': {
      K2: 'Headings with a line below and links to actions and elsewhere.',
    },
    'links to actions, pages and elsewhere; zero values go along': {
      K5: 'Links with parameters, to the panel and out of it.',
      K42: 'A link runs the same action again with other parameters.',
    },
    'an object folds what is long, and keeps every digit': {
      K4: 'Nested values are folded until somebody looks at them.',
      K39: 'Large integers, maps and sets are shown as they are.',
    },
  },
  'metadata.test.mjs': {
    'values of every kind in three layouts, some of them late': {
      K6: 'Values in three layouts, also links, pictures, nothing, and such as come late.',
    },
    'a page appears before its late values': {
      O2: 'A page has numbers, each when it is known.',
    },
  },
  'media.test.mjs': {
    'markup is drawn without what could do anything': {
      K11: 'Markup keeps its headings and stress, and loses all that runs, loads or dresses up.',
    },
    'pictures by address and by content, enlarged by a key': {
      K7: 'Pictures by address and from bytes, with the words for them, in their size.',
    },
    'a film of the application plays from its address': {
      K44: 'Films play from an address of the application.',
    },
    'a film by content plays when it is asked to': {
      K8: 'Films from bytes play; those at foreign addresses are a link.',
    },
  },
  'grid.test.mjs': {
    'cards with menus, searched and paged by the service': {
      K9: 'Cards have menus whose entries lead elsewhere, to actions, or nowhere.',
    },
  },
  'rich.test.mjs': {
    'a formatted text is written with its tools': {
      K10: 'A formatted text is needed, written with tools, and comes back as markup.',
    },
  },
  'words.test.mjs': {
    'a text keeps its lengths': { K12: 'A text is needed and neither too short nor too long.' },
    'an e-mail address has to be one, and what was typed stays': {
      K13: 'An e-mail address is needed and has to look like one.',
    },
  },
  'inputs.test.mjs': {
    'a yes or no that nobody touched is no, and an optional one has three answers': {
      K14: 'A box that nobody touched is no, without a complaint.',
    },
    'numbers keep their limits, also below zero, and decimals are never rounded': {
      K15: 'A number is needed and has limits.',
      K16: 'Limits hold below zero.',
    },
    'amounts have the places of their currency': {
      K17: 'An amount has the decimal places of its currency, and limits.',
    },
    'a slider is dragged, stepped or typed, and keeps its limits and steps': {
      K18: 'A slider is set with the pointer.',
      K19: 'A slider takes digits that are typed at it.',
      K20: 'The label of a slider leads to its number, ready to be typed over.',
    },
    'an address has to lead somewhere, by a protocol that is allowed': {
      K23: 'An address has to be one, with the protocol that was asked for.',
    },
  },
  'confirming.test.mjs': {
    'a yes and a no, with words of their own': { K21: 'A question is confirmed or not.' },
    'who one is: by a password that goes nowhere, for a while, or not at all': {
      K22: 'Who one is counts for a while, is asked again at once where wanted, and can be declined.',
    },
  },
  'choosing.test.mjs': {
    'some of a few: all, none, too many, too few': {
      K24: 'Several of some values, with those chosen before ticked, and limits.',
    },
    'one of a few: needed, of any type, and by the keyboard alone': {
      K26: 'One of some values of any type, by keys.',
    },
    'a default that is no option is left out, and an answer is needed': {
      K27: 'A default that is no option counts for nothing.',
    },
  },
  'selecting.test.mjs': {
    'one or two of four rows, then exactly one': {
      K25: 'Rows are selected within limits, all, none or one, and come back whole.',
    },
    'tables to select from with no, fewer and as many rows as a page': {
      U13: 'Tables to select from are the same with few rows or none.',
    },
  },
  'searching.test.mjs': {
    'one is searched for: needed, found, and the whole value comes back': {
      K28: 'One value is found by typing.',
    },
    'several are searched for, over two searches, by the keyboard, and taken back': {
      K29: 'Several values are found by several searches.',
      L4: 'One of several that is not allowed is named, taken back, and the rest sent.',
    },
    'none of several may be an answer': { K30: 'None, where that is allowed.' },
    'two searches on one screen, one of which finds nothing at first': {
      K31: 'Two searches side by side, by keys, with nothing found at first, and the same value twice.',
    },
  },
  'moments.test.mjs': {
    'a date has to be complete, within its limits, and can be taken from the calendar': {
      K32: 'A date is typed or picked, whole and within its limits.',
    },
    'a time has to be complete and within its limits, and Tab leads from hour to minute': {
      K33: 'A time is typed part by part, whole and within its limits.',
    },
    'a date and time names its zone, keeps its limits and gives that moment': {
      R1: 'A default that nobody changed is the answer.',
      R2: 'A date and time keeps its limits.',
      R3: 'A date and time is needed, typed, and that moment.',
    },
  },
  'telling.test.mjs': {
    'a message is shown, waits at the bell, leads on, and is read': {
      K38: 'A message comes to its receiver, wherever they are in the panel.',
    },
  },
  'running.test.mjs': {
    'a run that says nothing says after a while that it still works': {
      K41: 'A run from which nothing is heard says so.',
    },
  },
  'forms.test.mjs': {
    'rules across fields speak of the other field, where they belong': {
      L1: 'A rule of one field, and one of all that asks a service.',
      L2: 'The same where the fields belong to a struct.',
    },
    'a button that skips the checks is pressed whatever the fields hold': {
      S7: 'A check of one field holds for some of the buttons.',
    },
  },
  'table.test.mjs': {
    'the size of pages is in the address of a page': {
      O1: 'A page with a table that is longer than a page of it.',
    },
    'tables with no, fewer, as many and more rows than a page': {
      U1: 'A table without rows says so.',
      U2: 'A table with fewer rows than a page.',
      U3: 'A table with as many rows as a page.',
      U4: 'A table with more rows than a page shows the first of them.',
    },
    'columns from the keys of the rows, or only those that are named': {
      U5: 'Columns come from the rows.',
      U6: 'Only the columns that are named, in the file too.',
      W14: 'No text in a file of rows is a formula.',
    },
    'a table that is fetched: sorted, searched, filtered, paged; its export has what is selected': {
      U7: 'Rows that are fetched are sorted, paged, searched, and found again.',
    },
    'all pages are in the export, as values and as a workbook; the audit knows of it': {
      U8: 'A file of a table holds all that the table does.',
      U12: 'Ten thousand rows are sorted both ways and all in the file.',
    },
    'cells with labels, colours, pictures and links; rows that open and have menus': {
      U9: 'Cells have labels, links and pictures; the file has the values.',
      U10: 'Rows have menus whose entries lead elsewhere, to actions, or nowhere.',
    },
    'rows as cards with all their columns': { U11: 'Rows stand as cards, a page at a time.' },
  },
  'sheet.test.mjs': {
    'all is done by keyboard, as in spreadsheets': { V1: 'Rows are typed by keyboard alone.' },
    'rows are pasted, said to be wrong at their cells, mended and sent': {
      V2: 'Rows are pasted, checked and mended by hand.',
    },
    'a CSV file fills the rows, also when its columns have other names': { V3: 'Rows come from a file.' },
  },
  'files.test.mjs': {
    'a file is chosen, sent, read by the action and removed from the disk': {
      P1: 'A file arrives with its name, size, type and content.',
    },
    'a file goes to the storage of the application, is read from there and removed': {
      P2: 'Files lie at addresses of the application.',
    },
    'optional files may be left out, also beside other questions': { P4: 'No file, where that is allowed.' },
    'several files have limits for each and for all, and are removed again': {
      P3: 'Several files at once, needed, each by its name.',
    },
    'a large file shows how far it is and can be stopped on the way': {
      W19: 'A large file is watched on its way.',
    },
  },
  'scheduled.test.mjs': {
    'what the clock begins asks its person, who answers and finds it in the history': {
      W4: 'Actions run at set times.',
    },
  },
  'delivery.test.mjs': {
    'messages go to a chat, also of a run that waits for somebody who has left, and lead back': {
      W5: 'Messages are sent by e-mail and to chats.',
    },
  },
  'history.test.mjs': {
    'the history is searched, narrowed, shared as an address, and Back goes to what it was': {
      W6: 'The history is searched.',
    },
  },
  'hostile.test.mjs': {
    'an answer that breaks a rule on its way is refused by the service, at its field': {
      W16: 'Rules hold for answers that no screen of the panel would send.',
    },
    'whatever a socket is sent, the sender hears why and the run goes on': {
      W23: 'Whatever a browser sends, the run it is about goes on.',
    },
  },
  'deployed.test.mjs': {
    'environments of one application have their own panel, actions, runs and sessions': {
      E1: 'Actions of a staging environment are not in production.',
      E2: 'They are there in the panel of staging.',
    },
    'an environment comes with a deploy, is called something else by the next, and goes': {
      W8: 'Environments are made, renamed and removed.',
    },
    'a new name, help and access come with a deploy, also to dashboards that are open': {
      W10: 'Name, help and access of an action are set in the program, and change everywhere.',
    },
    'an action that a deploy takes away is gone, and what it has done stays': {
      W11: 'An action is taken out of use.',
    },
  },
  'look.test.mjs': {
    'on a phone an action is found in the menu, run by touch, and its result read': {
      W22: 'All is done by touch.',
    },
    'on a phone nothing is wider than the screen': { W13: 'All screens fit on a phone.' },
  },
  'written.test.mjs': {
    'a page is opened anew by a link to itself, and a redirect may take the place of its run': {
      M3: 'A run leads on and leaves its place to what it leads to: Back goes to the screen before it.',
    },
  },
  'interrupted.test.mjs': {
    'an answer that is pressed meanwhile is sent once, when it is back': {
      G1: 'The service restarts, the panel says so, and finds its way back.',
    },
    'at a question: the form and the text survive, the run does not': {
      W1: 'A run whose service stays away is ended and told apart from one that failed.',
    },
  },
};

/** By the reason why they are nowhere. */
const unseen = {
  'People sign in to the application; the panel has no accounts, invitations or codes of its own.': {
    D1: 'A second factor is asked for after the password.',
    I1: 'Somebody makes an account.',
    I2: 'Nobody makes an account with an address that has one.',
    I3: 'An account is made with a code from an advertisement.',
    I4: 'An account is made by invitation.',
    I5: 'An address is confirmed by somebody who is not signed in.',
    I6: 'A link that confirms an address is sent again.',
    J1: 'Somebody is invited, with a role and a team.',
  },
  'Programs elsewhere do not connect to a panel yet, so there are no keys for them.': {
    W9: 'Keys for programs are made and revoked.',
  },
  'A panel lives in a process that stays: there are no programs that start for one request.': {
    H1: 'An action runs in a function that is called for one request.',
    H2: 'So does a page.',
    H3: 'So does an action below a page.',
  },
  'Every run goes on when somebody leaves its screen: there is no kind that does not.': {
    C2: 'A run that may not be left is not offered again.',
  },
  'What is registered stays until the program ends: a registry grows and does not shrink.': {
    Q3: 'An action takes itself away while it runs.',
  },
  'Not built: the panel has no queue of actions that wait to be begun.': {
    F1: 'An action is put in a queue with its parameters and begun from there.',
  },
};

/** Every scenario: its identifier, what it is, and where it is seen or why it is not. */
export const scenarios = [
  ...Object.entries(seen).flatMap(([file, tests]) =>
    Object.entries(tests).flatMap(([test, shown]) =>
      Object.entries(shown).map(([id, what]) => ({ id, what, file, test })),
    ),
  ),
  ...Object.entries(unseen).flatMap(([because, ids]) =>
    Object.entries(ids).map(([id, what]) => ({ id, what, because })),
  ),
];
