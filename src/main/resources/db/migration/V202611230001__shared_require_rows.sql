-- A batch sends its COMMIT behind its writes without waiting for their answers. An update that does not find all the rows
-- which were locked for it must therefore fail in the database.
create function shared_require_rows(updated bigint, expected bigint) returns void language plpgsql as $$
begin
    if updated <> expected then
        raise exception 'updated % rows of %', updated, expected using errcode = 'data_exception';
    end if;
end $$;
