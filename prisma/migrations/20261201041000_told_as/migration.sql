-- As severe as people were told last that an incident is: what got worse in a silence is told as such when that ends.
ALTER TABLE "Incident" ADD COLUMN "toldRank" INT;
