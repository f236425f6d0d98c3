/**
 * The one JSON mapper for documents that are stored or hashed.
 */
@NullMarked
package dev.huiyuan.shared.json;

import org.jspecify.annotations.NullMarked;
