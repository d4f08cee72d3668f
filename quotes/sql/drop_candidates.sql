-- Removes what the join has gathered.
DROP TABLE gathered;
DROP TABLE sought;
