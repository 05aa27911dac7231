/** Tests against a real kube-apiserver and etcd. */
@NullMarked
package io.redisfailover.operator.apiserver;

import org.jspecify.annotations.NullMarked;
