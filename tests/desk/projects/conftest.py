import pytest

from clientele.projects.operations import change_status, create_project
from tests.cast import NOW


@pytest.fixture
def a_project(olive, anders):
    """Makes a project: `a_project("Rewiring", status="active", budget_minutes=600)`."""

    def make(name="Boiler replacement", *, customer=None, status="draft", **values):
        project = create_project(customer=customer or anders, values={"name": name, **values}, by=olive, at=NOW)
        return project if status == "draft" else change_status(project, to=status, by=olive, at=NOW)

    return make


@pytest.fixture
def url_of():
    return lambda project, rest="": f"/brightwater/projects/{project.pk}/{rest}"
