-- Notes every wording: all claims are to be told anew.
INSERT INTO touched SELECT wording FROM wordings;
