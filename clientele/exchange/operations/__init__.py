from clientele.exchange.operations.files import change_import, choose_file, discard_import, read_import_as
from clientele.exchange.operations.projects import Imported, import_projects
from clientele.exchange.operations.running import cancel_import, start_import

__all__ = [
    "Imported",
    "cancel_import",
    "change_import",
    "choose_file",
    "discard_import",
    "import_projects",
    "read_import_as",
    "start_import",
]
