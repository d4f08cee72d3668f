"""Browse a database on a terminal: speakers, claims and articles side by side.

Takes an open store and a language; gives a text UI in which an analyst moves from a speaker to what was said, to the
article, to the claim, and back.

    visits    the places that one can go to
    lines     rows of the store → lines of a pane
    rows      a list that lays its rows out anew when its width changes
    screens   what all screens share: keys in the reader's language, a help screen, a choice
    home      the search and the three lists
    reading   one speaker, one claim, one article
    app       the program: theme, history, the store behind a lock
"""
