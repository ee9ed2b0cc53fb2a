from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "clientele.projects"
    label = "projects"

    def ready(self) -> None:
        from clientele.projects.choices import FIELD_WORDS, SENTENCES
        from clientele.trail import sentences

        sentences.register(SENTENCES, fields=FIELD_WORDS)
