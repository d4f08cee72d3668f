"""Tell whether two statements are one, and what differs: words, numbers, names, dates, polarity.

Takes the contents of quotations, gives candidates, comparisons and edges. The comparison of two statements is a
function of their two texts (and days, where both are known): whatever else the database holds, and in whatever order it
came, the edge between them is the same.
"""
