/**
 * The resource, version 1: records and enums without behaviour.
 *
 * <p>Only additions are made after the first release. A component without {@code @Nullable} has a
 * default in the schema, which the API server fills in whenever a resource is stored or read; so it
 * is never null in a resource that came from there. Descriptions are what {@code kubectl explain}
 * prints; rules carry the sentence that {@code kubectl apply} prints when they are broken.
 */
@NullMarked
package io.redisfailover.operator.api.v1;

import org.jspecify.annotations.NullMarked;
