/**
 * Categories and dishes with prices and availability by store, and what platforms call dishes and stores.
 *
 * <p>Invariants: a dish's code is unique and stays; a store's price takes the place of the general one; a platform's code
 * means one dish or store; what was sold once is retired, never deleted, and not while something gives it away. Tables:
 * {@code menu_category}, {@code menu_dish}, {@code menu_dish_price}, {@code menu_platform_dish} (administered through
 * Hibernate, uploaded through SQL), {@code menu_dish_absence}, {@code menu_platform_store}, {@code menu_revision}. Others
 * ask {@link dev.huiyuan.menu.DishDirectory}, which answers from memory, and implement {@link
 * dev.huiyuan.menu.DishReferences}.
 */
@NullMarked
package dev.huiyuan.menu;

import org.jspecify.annotations.NullMarked;
