-- A store's name on a platform is made and taken away on its own, so it needs an address: the platforms' own codes hold
-- characters that paths do not.
alter table menu_platform_store add column id uuid not null default gen_random_uuid(),
    add constraint menu_platform_store_id unique (id);
alter table menu_platform_store alter column id drop default;
