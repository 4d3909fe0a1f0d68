package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextManager;

class ContextCacheTests {

    @TaskyTest(classes = Log.class)
    static class Slice {}

    @TaskyTest(classes = Log.class)
    static class SameSlice {}

    @TaskyTest(classes = Log.class, inline = true)
    static class InlineSlice {}

    @SpringBootTest(classes = Log.class)
    @TaskyTest
    static class Beside {}

    @SpringBootTest(classes = Log.class)
    static class Without {}

    @TaskyTest
    static class Empty {}

    private static ApplicationContext context(Class<?> test) {
        return new TestContextManager(test).getTestContext().getApplicationContext();
    }

    @Test
    void contextsAreSharedByTestsOfTheSameModeAndNoOthers() {
        ApplicationContext slice = context(Slice.class);
        assertThat(context(SameSlice.class)).isSameAs(slice);
        assertThat(context(InlineSlice.class)).isNotSameAs(slice);
        assertThat(context(Beside.class)).isNotSameAs(slice);
        assertThat(context(Without.class)).isNotSameAs(context(Beside.class));
        assertThat(context(Empty.class).getBean(TaskyClock.class)).isNotNull();
    }

    @Test
    void customizersAreEqualForTheSameMode() {
        assertThat(new TaskyContextCustomizer(true, false))
                .isEqualTo(new TaskyContextCustomizer(true, false))
                .hasSameHashCodeAs(new TaskyContextCustomizer(true, false))
                .isNotEqualTo(new TaskyContextCustomizer(true, true))
                .isNotEqualTo(new TaskyContextCustomizer(false, false));
        assertThat(new TaskyContextCustomizerFactory().createContextCustomizer(Without.class, java.util.List.of()))
                .isNull();
    }
}
