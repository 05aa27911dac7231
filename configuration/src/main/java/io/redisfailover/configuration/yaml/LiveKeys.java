package io.redisfailover.configuration.yaml;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of a running file when another one takes its place: the keys that a running process
 * takes ({@link Key#live}) change, and all others stay as they are. Immutable.
 *
 * @param running the file that runs from now on
 * @param applied the keys whose values it takes, in the order of the file
 * @param waiting the keys that differ and need a restart
 * @param <T> the record of the file
 */
public record LiveKeys<T extends Record>(T running, List<String> applied, List<String> waiting) {
  /** Copies the lists. */
  public LiveKeys {
    applied = List.copyOf(applied);
    waiting = List.copyOf(waiting);
  }

  /**
   * {@return what becomes of it}
   *
   * @param running the file that runs
   * @param wanted the other one
   */
  public static <T extends Record> LiveKeys<T> between(T running, T wanted) {
    List<String> applied = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    T merged = merged(running, wanted, new Place("", false), applied, waiting);
    return new LiveKeys<>(merged, applied, waiting);
  }

  /** Where a record stands in the file, and whether all of it is taken. */
  private record Place(String path, boolean live) {
    Place of(RecordComponent component) {
      String name = (path.isEmpty() ? "" : path + ".") + component.getName();
      return new Place(name, live || Records.key(component).live());
    }
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> R merged(
      R running, R wanted, Place place, List<String> applied, List<String> waiting) {
    RecordComponent[] components = running.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] =
          value(
              read(components[i], running),
              read(components[i], wanted),
              place.of(components[i]),
              applied,
              waiting);
    }
    return (R) Records.create(running.getClass(), values);
  }

  private static Object value(
      Object before, Object after, Place place, List<String> applied, List<String> waiting) {
    if (Objects.equals(before, after)) {
      return before;
    }
    if (isSection(before) && isSection(after)) {
      return merged((Record) before, (Record) after, place, applied, waiting);
    }
    if (before instanceof Optional<?> one
        && after instanceof Optional<?> other
        && one.filter(LiveKeys::isSection).isPresent()
        && other.isPresent()) {
      return Optional.of(merged((Record) one.get(), (Record) other.get(), place, applied, waiting));
    }
    (place.live() ? applied : waiting).add(place.path());
    return place.live() ? after : before;
  }

  /** A scalar that is a record has no keys of its own. */
  private static boolean isSection(Object value) {
    return value instanceof Record && !ScalarType.isScalar(value.getClass());
  }

  private static Object read(RecordComponent component, Record from) {
    try {
      return component.getAccessor().invoke(from);
    } catch (InvocationTargetException | IllegalAccessException impossible) {
      throw new IllegalStateException(component + " cannot be read", impossible);
    }
  }
}
