-- Forgets all edges.
DELETE FROM edges;
