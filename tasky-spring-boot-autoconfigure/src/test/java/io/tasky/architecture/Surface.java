package io.tasky.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;

/** How much of the code others can see. Without state, so thread-safe. */
final class Surface {

    /** Outside of the rooms that applications use, so much of the types is hidden at least. */
    static final double HIDDEN = 0.40;

    /** In the room of Spring, more than so much. */
    static final double HIDDEN_IN_SPRING = 0.63;

    private Surface() {}

    /** The share of types that only their own package sees, in all rooms but the open ones. */
    static double hidden(JavaClasses classes, String root) {
        Set<String> open = Set.of(Room.packages(root, Room.OPEN));
        return share(topLevel(classes).stream()
                .filter(type -> !open.contains(type.getPackageName() + ".."))
                .toList());
    }

    /** The same share in one room. */
    static double hidden(JavaClasses classes, String root, Room room) {
        return share(topLevel(classes).stream()
                .filter(type -> room.in(root).equals(type.getPackageName() + ".."))
                .toList());
    }

    private static List<JavaClass> topLevel(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .toList();
    }

    private static double share(List<JavaClass> types) {
        long hidden = types.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
        return types.isEmpty() ? 1 : (double) hidden / types.size();
    }
}
