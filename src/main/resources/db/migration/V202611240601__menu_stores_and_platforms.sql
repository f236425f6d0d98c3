-- What orders need of the menu: what a dish costs one size larger, where it is out, what platforms call it and its
-- store, and that instances notice a change by reading two rows instead of the whole menu.
alter table menu_category add column version integer not null default 0 check (version >= 0);
alter table menu_category add constraint menu_category_name_length check (length(name) between 1 and 60) not valid;
alter table menu_category alter column sort set default 0;

alter table menu_dish
    add column upgrade_fen bigint check (upgrade_fen between 0 and 100000000),
    add column picture_url text check (picture_url ~ '^https://[^[:space:]]+$' and length(picture_url) <= 500),
    add column tags text[] not null default '{}' check (cardinality(tags) <= 20),
    -- What was sold once stays readable: dishes are retired, never deleted.
    add column retired_at timestamptz;

-- A large drink is a drink with more in the cup.
update menu_dish set upgrade_fen = 300 where code = 'PLUM-DRINK';

-- Allergens were free text; from now on there is a closed list. What people are known to write becomes what they mean, and
-- all that it can mean: shellfish are crustaceans and molluscs. What nobody can map stays as it is, as a warning must not
-- get lost.
create temporary table menu_allergen_meaning on commit drop as
select word, meaning from (values
    ('wheat', 'gluten'), ('cereal', 'gluten'), ('rye', 'gluten'), ('barley', 'gluten'), ('oats', 'gluten'),
    ('shellfish', 'crustacean'), ('shellfish', 'mollusc'), ('seafood', 'crustacean'), ('seafood', 'mollusc'),
    ('seafood', 'fish'), ('crustaceans', 'crustacean'), ('shrimp', 'crustacean'), ('prawn', 'crustacean'),
    ('crab', 'crustacean'), ('lobster', 'crustacean'), ('molluscs', 'mollusc'), ('mollusk', 'mollusc'),
    ('mollusks', 'mollusc'), ('squid', 'mollusc'), ('oyster', 'mollusc'), ('clam', 'mollusc'), ('eggs', 'egg'),
    ('peanuts', 'peanut'), ('groundnut', 'peanut'), ('soya', 'soy'), ('soybean', 'soy'), ('soybeans', 'soy'),
    ('dairy', 'milk'), ('lactose', 'milk'), ('nuts', 'nut'), ('tree-nut', 'nut'), ('tree-nuts', 'nut'),
    ('almond', 'nut'), ('walnut', 'nut'), ('cashew', 'nut'), ('hazelnut', 'nut'), ('sesame-seed', 'sesame'),
    ('sesame-seeds', 'sesame'), ('sulphites', 'sulphite'), ('sulfite', 'sulphite'), ('sulfites', 'sulphite'),
    ('sulphur-dioxide', 'sulphite'), ('lupine', 'lupin')
) as known (word, meaning)
union all
select word, word from unnest(array['gluten', 'crustacean', 'fish', 'egg', 'peanut', 'soy', 'milk', 'nut', 'celery',
    'mustard', 'sesame', 'sulphite', 'lupin', 'mollusc', 'buckwheat']) as word;

update menu_dish d set allergens = m.allergens, version = d.version + 1
from (
    select o.id, array(
        select distinct coalesce(k.meaning, a.word)
        from unnest(o.allergens) as a (word)
        left join menu_allergen_meaning k on k.word = regexp_replace(lower(btrim(a.word)), '[ _]+', '-', 'g')
        order by 1) as allergens
    from menu_dish o) m
where m.id = d.id and not (d.allergens <@ m.allergens and m.allergens <@ d.allergens
    and cardinality(d.allergens) = cardinality(m.allergens));

-- Who runs this learns which dishes somebody has to look at. They stay on the menu as they are.
do $$
declare
    dish record;
begin
    for dish in
        select code, allergens from menu_dish
        where not allergens <@ (select array_agg(word) from menu_allergen_meaning where word = meaning)
        order by code
    loop
        raise warning 'dish % says allergens that are not on the list: %', dish.code, dish.allergens;
    end loop;
end
$$;

-- Not a check: one would refuse each later change of the dishes above, also to retire them. Whoever writes allergens has to
-- take them from the list.
create function menu_dish_allergens_known() returns trigger language plpgsql as $$
begin
    raise exception using errcode = 'check_violation', constraint = 'menu_dish_allergens_known',
        message = 'an allergen is not on the list';
end
$$;
create trigger menu_dish_allergens_known before insert or update of allergens on menu_dish
    for each row when (not new.allergens <@ array['gluten', 'crustacean', 'fish', 'egg', 'peanut', 'soy', 'milk', 'nut',
        'celery', 'mustard', 'sesame', 'sulphite', 'lupin', 'mollusc', 'buckwheat']::text[])
    execute function menu_dish_allergens_known();

-- Where a dish cannot be had. Sold out ends by itself where an end is given; off lasts until somebody changes it.
create table menu_dish_absence (
    store_id uuid not null constraint menu_dish_absence_store references programme_store (id),
    dish_id uuid not null constraint menu_dish_absence_dish references menu_dish (id),
    kind text not null check (kind in ('SOLD_OUT', 'OFF')),
    until timestamptz,
    changed_at timestamptz not null,
    primary key (store_id, dish_id),
    check (kind = 'SOLD_OUT' or until is null)
);

-- What platforms call dishes and stores. One of ours may have several names on a platform, a name means one of ours.
create table menu_platform_dish (
    platform text not null check (platform ~ '^[A-Z][A-Z0-9_]{0,19}$'),
    code text not null check (length(code) between 1 and 100),
    dish_id uuid not null constraint menu_platform_dish_dish references menu_dish (id),
    primary key (platform, code)
);
create index menu_platform_dish_of on menu_platform_dish (dish_id);

create table menu_platform_store (
    platform text not null check (platform ~ '^[A-Z][A-Z0-9_]{0,19}$'),
    code text not null check (length(code) between 1 and 100),
    store_id uuid not null constraint menu_platform_store_store references programme_store (id),
    primary key (platform, code)
);
create index menu_platform_store_of on menu_platform_store (store_id);

-- Counted up in the transaction of each change, so that revisions become visible in their order.
create table menu_revision (
    part text primary key check (part in ('MENU', 'ABSENCES')),
    revision bigint not null check (revision >= 1)
);
insert into menu_revision (part, revision) values ('MENU', 1), ('ABSENCES', 1);

create function menu_written() returns trigger language plpgsql as $$
begin
    update menu_revision set revision = revision + 1 where part = tg_argv[0];
    return null;
end
$$;

create trigger menu_category_written after insert or update or delete on menu_category
    for each statement execute function menu_written('MENU');
create trigger menu_dish_written after insert or update or delete on menu_dish
    for each statement execute function menu_written('MENU');
create trigger menu_dish_price_written after insert or update or delete on menu_dish_price
    for each statement execute function menu_written('MENU');
create trigger menu_platform_dish_written after insert or update or delete on menu_platform_dish
    for each statement execute function menu_written('MENU');
create trigger menu_platform_store_written after insert or update or delete on menu_platform_store
    for each statement execute function menu_written('MENU');
create trigger menu_dish_absence_written after insert or update or delete on menu_dish_absence
    for each statement execute function menu_written('ABSENCES');
