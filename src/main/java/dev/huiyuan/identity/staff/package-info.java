/**
 * Administration of those who sign in with a credential of their own: staff by password, tills and imports by client
 * id and secret.
 *
 * <p>Tables: {@code identity_staff}, {@code identity_staff_store}, {@code identity_credential},
 * {@code identity_credential_store}. A password or secret is kept as a hash; a secret is shown once.
 */
@NullMarked
package dev.huiyuan.identity.staff;

import org.jspecify.annotations.NullMarked;
