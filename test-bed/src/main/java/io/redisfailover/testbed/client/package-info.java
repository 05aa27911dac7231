/**
 * Clients that write through a proxy, and remember what was acknowledged and how long they waited.
 */
@NullMarked
package io.redisfailover.testbed.client;

import org.jspecify.annotations.NullMarked;
