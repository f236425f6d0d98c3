/**
 * Dishes with their categories, prices and allergens.
 *
 * <p>Invariants: a dish's code is unique and stays; a store's price takes the place of the general one. Tables:
 * {@code menu_category}, {@code menu_dish}, {@code menu_dish_price}, administered through Hibernate.
 */
@NullMarked
package dev.huiyuan.menu;

import org.jspecify.annotations.NullMarked;
