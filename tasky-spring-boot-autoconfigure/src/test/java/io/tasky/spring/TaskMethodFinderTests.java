package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.samples.shop.ShopJobs;

/** Which classes are looked through for tasks. */
class TaskMethodFinderTests {

    private final TaskMethodFinder finder = new TaskMethodFinder();

    interface Sends {
        @BackgroundTask
        void send();
    }

    static class Mail implements Sends {
        @Override
        public void send() {}
    }

    @Test
    void annotationOfAnInterfaceMakesATask() {
        assertThat(finder.declaresTasks(Mail.class)).isTrue();
    }

    @Test
    void componentInAPackageThatBeginsAsSpringsDoIsLookedThrough() {
        assertThat(finder.declaresTasks(ShopJobs.class)).isTrue();
    }

    @Test
    void classesOfSpringHaveNoTasks() {
        assertThat(finder.declaresTasks(GenericApplicationContext.class)).isFalse();
        assertThat(finder.declaresTasks(ConfigurationPropertiesBinding.class)).isFalse();
    }
}
