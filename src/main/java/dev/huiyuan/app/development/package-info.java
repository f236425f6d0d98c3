/**
 * What only development has: embedded servers, keys made on the spot, the WeChat simulator and demo data. The packaged
 * application leaves this package out.
 */
@NullMarked
package dev.huiyuan.app.development;

import org.jspecify.annotations.NullMarked;
