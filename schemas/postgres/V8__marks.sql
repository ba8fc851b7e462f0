CREATE TABLE exodus.mark (
    mark_id              text NOT NULL,
    kind                 text NOT NULL,
    service              text,
    country              text,
    incident_id          text,
    starts_at            timestamptz NOT NULL,
    ends_at              timestamptz,
    label                text NOT NULL,
    source               text,
    removed              boolean NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (mark_id)
);
COMMENT ON TABLE exodus.mark IS 'Something that people know: news, maintenance, a note, a verdict, a stated cause.';
COMMENT ON COLUMN exodus.mark.mark_id IS 'stable id';
COMMENT ON COLUMN exodus.mark.kind IS 'news, maintenance, note, verdict or cause';
COMMENT ON COLUMN exodus.mark.service IS 'the service it is about';
COMMENT ON COLUMN exodus.mark.country IS 'the country it is about';
COMMENT ON COLUMN exodus.mark.incident_id IS 'the incident it is about';
COMMENT ON COLUMN exodus.mark.starts_at IS 'start';
COMMENT ON COLUMN exodus.mark.ends_at IS 'end; null for a moment';
COMMENT ON COLUMN exodus.mark.label IS 'what is known';
COMMENT ON COLUMN exodus.mark.source IS 'where it is known from';
COMMENT ON COLUMN exodus.mark.removed IS 'true if it was taken back';
COMMENT ON COLUMN exodus.mark.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.mark.revision IS 'grows with the content and is a function of it';
