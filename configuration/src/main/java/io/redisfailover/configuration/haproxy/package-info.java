/**
 * HAProxy's configuration file as one of this project: {@code CfgReader} reads it as HAProxy does,
 * the tables say what each directive is here, and {@code PairTranslator} makes settings of it.
 */
@NullMarked
package io.redisfailover.configuration.haproxy;

import org.jspecify.annotations.NullMarked;
