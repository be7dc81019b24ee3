"""Takes in what people hand over in the admin: uploads, folders of the server, and a proposal of how to read them."""

from polyvocal.importers.intake.folders import Listing, listing, path_at, roots
from polyvocal.importers.intake.proposing import Fitting, fitting
from polyvocal.importers.intake.store import (
    Upload,
    forget_plans,
    has_store,
    keep_profile,
    keep_profile_text,
    keep_upload,
    let_go,
    plan_file,
    upload_named,
    uploads,
)

__all__ = [
    "Fitting",
    "Listing",
    "Upload",
    "fitting",
    "forget_plans",
    "has_store",
    "keep_profile",
    "keep_profile_text",
    "keep_upload",
    "let_go",
    "listing",
    "path_at",
    "plan_file",
    "roots",
    "upload_named",
    "uploads",
]
