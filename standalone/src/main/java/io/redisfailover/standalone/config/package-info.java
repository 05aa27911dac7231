/** What the standalone process is told by its file. */
@NullMarked
package io.redisfailover.standalone.config;

import org.jspecify.annotations.NullMarked;
