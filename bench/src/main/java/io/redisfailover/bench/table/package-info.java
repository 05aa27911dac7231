/** Results for people: tables, and what they prove. Pure. */
@NullMarked
package io.redisfailover.bench.table;

import org.jspecify.annotations.NullMarked;
