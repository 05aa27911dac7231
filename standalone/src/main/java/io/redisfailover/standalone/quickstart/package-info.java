/** The main job on one machine, with real servers and a real crash, in less than a minute. */
@NullMarked
package io.redisfailover.standalone.quickstart;

import org.jspecify.annotations.NullMarked;
