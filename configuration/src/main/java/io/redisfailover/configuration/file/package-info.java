/** What a process is told by its file. */
@NullMarked
package io.redisfailover.configuration.file;

import org.jspecify.annotations.NullMarked;
