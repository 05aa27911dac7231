/** Where the newest epoch is written down for people and for processes that start. */
@NullMarked
package io.redisfailover.controller.record;

import org.jspecify.annotations.NullMarked;
