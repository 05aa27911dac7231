package io.redisfailover.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.Objects;

/** Accepts changes of the spec and of the annotations of a resource, not of its status. */
public final class SpecOrAnnotationChanged implements OnUpdateFilter<RedisFailover> {
  @Override
  public boolean accept(RedisFailover newer, RedisFailover older) {
    return !Objects.equals(newer.getMetadata().getGeneration(), older.getMetadata().getGeneration())
        || !Objects.equals(
            newer.getMetadata().getAnnotations(), older.getMetadata().getAnnotations());
  }
}
