/**
 * Clients of a server or a proxy: a plain connection, and writers that remember every
 * acknowledgement, measure every pause, and whose writes are read back and compared.
 */
@NullMarked
package io.redisfailover.realredis.client;

import org.jspecify.annotations.NullMarked;
