package io.redisfailover.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.Objects;

/** Of a resource's changes those that people make: of its spec, and of its annotations. */
public final class WorthALook implements OnUpdateFilter<RedisFailover> {
  @Override
  public boolean accept(RedisFailover newer, RedisFailover older) {
    return !Objects.equals(newer.getMetadata().getGeneration(), older.getMetadata().getGeneration())
        || !Objects.equals(
            newer.getMetadata().getAnnotations(), older.getMetadata().getAnnotations());
  }
}
